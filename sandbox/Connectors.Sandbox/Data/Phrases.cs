namespace Connectors.Sandbox.Data;

/// <summary>Puts texts of a kind together. What belongs to one person or record agrees: the e-mail address is made of the names.</summary>
internal static class Phrases
{
    private const ulong FirstNameSalt = 0x1F, LastNameSalt = 0x2F, TitleSalt = 0x3F;

    /// <param name="text">What it is added to.</param>
    /// <param name="kind">What it is about.</param>
    /// <param name="language">Its language, as a place in <see cref="Words.Languages"/>.</param>
    /// <param name="cell">What it belongs to.</param>
    /// <param name="salt">Tells texts of the same kind in one record apart.</param>
    /// <param name="questions">The questions, where the text belongs to one.</param>
    public static void Append(Utf8Text text, TextKind kind, int language, in Cell cell, ulong salt, Questions? questions = null)
    {
        var hash = Dice.Mix(cell.Hash ^ salt);
        switch (kind)
        {
            case TextKind.FirstName:
                text.Add(FirstName(Words.FirstNames, cell));
                break;
            case TextKind.LastName:
                text.Add(LastName(Words.LastNames, cell));
                break;
            case TextKind.FullName:
                text.Add(FirstName(Words.FirstNames, cell));
                text.Add((byte)' ');
                text.Add(LastName(Words.LastNames, cell));
                break;
            case TextKind.Email:
                text.Add(FirstName(Words.FirstNamesPlain, cell));
                text.Add((byte)'.');
                text.Add(LastName(Words.LastNamesPlain, cell));
                text.Add(cell.Index + 1);
                text.Add(cell.Item == 0 ? "@example.com"u8 : "@mail.example.org"u8);
                break;
            case TextKind.Phone:
                AppendPhone(text, hash);
                break;
            case TextKind.JobTitle:
                text.Add(Words.JobTitles[language][Dice.Below(Dice.Mix(cell.Record ^ TitleSalt), Words.JobTitles[language].Length)]);
                text.Add(cell.Index % 3 == 1 ? ", "u8 : default);
                text.Add(cell.Index % 3 == 1 ? Pick(Words.Cities, Dice.Mix(cell.Record)) : default);
                break;
            case TextKind.StageName:
                text.Add(Words.StageNames[language][cell.Index % Words.StageNames[language].Length]);
                AppendRound(text, cell.Index / Words.StageNames[language].Length);
                break;
            case TextKind.Question:
                text.Add(Words.Questions[language][questions?.Title(cell.Index) ?? cell.Index % Words.Questions[language].Length]);
                AppendRound(text, cell.Index / (questions?.Types.Count ?? Words.Questions[language].Length));
                break;
            case TextKind.Option:
                text.Add(Words.Options[language][cell.Item % Words.Options[language].Length]);
                break;
            case TextKind.CustomKey:
                text.Add(Words.CustomKeys[cell.Item % Words.CustomKeys.Length]);
                break;
            case TextKind.CustomLabel:
                text.Add(Words.CustomLabels[language][cell.Item % Words.CustomLabels[language].Length]);
                break;
            case TextKind.Html:
                AppendHtml(text, language, hash);
                break;
            case TextKind.Sentence:
                text.Add(Pick(Words.Sentences[language], hash));
                break;
            case TextKind.Url:
                text.Add("https://careers.example.com/"u8);
                text.Add(Pick(Words.Plain, hash));
                text.Add((byte)'/');
                text.Add(cell.Index + 1);
                text.Add(Dice.OneIn(hash, 5) ? "?from=a%20b&x=1"u8 : default);
                break;
            case TextKind.Street:
                text.Add(Pick(Words.Streets, hash));
                text.Add((byte)' ');
                text.Add(1 + Dice.Below(Dice.Mix(hash), 120));
                break;
            case TextKind.ZipCode:
                text.Add(Dice.Below(hash, 100_000), 5);
                break;
            case TextKind.Code:
                text.Add("R-"u8);
                text.Add(1000 + cell.Index);
                break;
            default:
                text.Add(Pick(ListOf(kind), hash));
                break;
        }
    }

    private static byte[][] ListOf(TextKind kind) => kind switch
    {
        TextKind.City => Words.Cities,
        TextKind.State => Words.States,
        TextKind.Country => Words.Countries,
        TextKind.Company => Words.Companies,
        TextKind.Department => Words.Departments,
        TextKind.Currency => Words.Currencies,
        TextKind.Tag => Words.Tags,
        TextKind.Reason => Words.Reasons,
        TextKind.MimeType => Words.MimeTypes,
        TextKind.PhoneType => Words.PhoneTypes,
        _ => Words.Plain,
    };

    private static byte[] Pick(byte[][] list, ulong hash) => list[Dice.Below(hash, list.Length)];

    private static byte[] FirstName(byte[][] list, in Cell cell) => Pick(list, Dice.Mix(cell.Record ^ FirstNameSalt));

    private static byte[] LastName(byte[][] list, in Cell cell) => Pick(list, Dice.Mix(cell.Record ^ LastNameSalt));

    // The second "Interview" of a long list is "Interview 2".
    private static void AppendRound(Utf8Text text, long round)
    {
        if (round > 0)
        {
            text.Add((byte)' ');
            text.Add(round + 1);
        }
    }

    private static void AppendPhone(Utf8Text text, ulong hash)
    {
        switch (hash & 3)
        {
            case 0:
                text.Add("040 "u8);
                break;
            case 1:
                text.Add("+358 50 "u8);
                break;
            case 2:
                text.Add("0049-171/"u8);
                break;
            default:
                text.Add("(09) "u8);
                break;
        }

        text.Add(100 + Dice.Below(hash, 900));
        text.Add((byte)' ');
        text.Add(Dice.Below(Dice.Mix(hash), 10_000), 4);
    }

    private static void AppendHtml(Utf8Text text, int language, ulong hash)
    {
        var sentences = Words.Sentences[language];
        var paragraphs = 1 + (int)(hash & 1);
        for (var i = 0; i < paragraphs; i++)
        {
            hash = Dice.Mix(hash);
            if (Dice.OneIn(hash, 5))
            {
                text.Add("<ul>\\n<li>"u8);
                text.Add(Pick(sentences, hash));
                text.Add("</li>\\n<li>&nbsp;"u8);
                text.Add(Pick(sentences, Dice.Mix(hash, 1)));
                text.Add("</li></ul>"u8);
            }
            else
            {
                text.Add("<p>"u8);
                text.Add(Pick(sentences, hash));
                text.Add((byte)' ');
                text.Add(Pick(sentences, Dice.Mix(hash, 1)));
                text.Add("</p>"u8);
            }
        }
    }
}
