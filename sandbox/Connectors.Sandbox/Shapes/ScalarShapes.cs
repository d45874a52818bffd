using System.Text.Json;
using Connectors.Sandbox.Data;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Shapes;

/// <summary>A text of a kind.</summary>
internal sealed class TextShape(TextKind kind, int? language, int limit, ulong salt, Questions? subject = null, Questions? own = null) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        to.Text.Open();
        Phrases.Append(to.Text, kind, language ?? (int)(cell.Record % (ulong)Words.Languages.Length), cell, salt, own);
        var asked = subject is not null && cell.Subject >= 0 ? subject.MaxLength(cell.Subject) : 0;
        to.WriteText(limit == 0 || (asked != 0 && asked < limit) ? asked : limit);
    }
}

/// <summary>Always the same JSON.</summary>
internal sealed class ConstantShape(byte[] json) : Shape
{
    public override void Write(Renderer to, in Cell cell) => to.Json.WriteRawValue(json, skipInputValidation: true);
}

/// <summary>One of some values, each written as its JSON.</summary>
internal sealed class ChoiceShape(byte[][] values, ulong salt) : Shape
{
    public override void Write(Renderer to, in Cell cell) =>
        to.Json.WriteRawValue(values[Dice.Below(Dice.Mix(cell.Hash ^ salt), values.Length)], skipInputValidation: true);
}

/// <summary>The vendor's word for a question's type.</summary>
/// <param name="questions">The questions.</param>
/// <param name="question">Which one: the record itself, or what an answer is about.</param>
internal sealed class QuestionTypeShape(Questions questions, Func<Cell, long> question) : Shape
{
    private readonly JsonEncodedText[] _types = [.. questions.Types.Select(t => JsonEncodedText.Encode(t.Vendor))];

    public override void Write(Renderer to, in Cell cell) => to.Json.WriteStringValue(_types[questions.TypeIndex(question(cell))]);
}

/// <summary>true or false.</summary>
internal sealed class BooleanShape(int oneIn, ulong salt) : Shape
{
    public override void Write(Renderer to, in Cell cell) => to.Json.WriteBooleanValue(oneIn > 0 && Dice.OneIn(Dice.Mix(cell.Hash ^ salt), oneIn));
}

/// <summary>A number made of the cell.</summary>
internal sealed class NumberShape(Func<Cell, long> number, bool text = false) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        if (text)
        {
            to.Text.Open();
            to.Text.Add(number(cell));
            to.WriteText();
        }
        else
        {
            to.Json.WriteNumberValue(number(cell));
        }
    }
}

/// <summary>A number with two decimals.</summary>
internal sealed class DecimalShape(decimal minimum, decimal maximum, ulong salt) : Shape
{
    public override void Write(Renderer to, in Cell cell) =>
        to.Json.WriteNumberValue(decimal.Round(minimum + ((maximum - minimum) * Dice.Below(Dice.Mix(cell.Hash ^ salt), 10_001) / 10_000m), 2));
}

/// <summary>A number with a comma before its decimals; larger ones have dots between their thousands, mostly.</summary>
/// <param name="hundredths">The number in hundredths; at least 0.</param>
internal sealed class DecimalCommaShape(Func<Cell, long> hundredths) : Shape
{
    private const int LeastGrouped = 1000;

    public override void Write(Renderer to, in Cell cell)
    {
        var number = hundredths(cell);
        var whole = number / 100;
        to.Text.Open();
        if (whole >= LeastGrouped && !Dice.OneIn(cell.Hash, 5))
        {
            to.Text.Add(whole / 1000);
            to.Text.Add((byte)'.');
            to.Text.Add(whole % 1000, 3);
        }
        else
        {
            to.Text.Add(whole);
        }

        if (number % 100 != 0)
        {
            to.Text.Add((byte)',');
            to.Text.Add(number % 100, 2);
        }

        to.WriteText();
    }
}

/// <summary>The id of a record: of the cell's own, or of one it refers to.</summary>
/// <param name="ids">How the ids are written.</param>
/// <param name="kind">The JSON type they have here.</param>
/// <param name="index">Which record; below 0 for none, which is written as null.</param>
internal sealed class IdShape(IdScheme ids, JsonKind kind, Func<Cell, long> index) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        var record = index(cell);
        if (record < 0)
        {
            to.Json.WriteNullValue();
        }
        else if (kind is JsonKind.Integer or JsonKind.Number)
        {
            var number = ids.Number(record);
            to.Json.WriteNumberValue(number < 0 ? record + 1 : number);
        }
        else
        {
            to.Text.Open();
            ids.Append(to.Text, record);
            to.WriteText();
        }
    }
}

/// <summary>A value of any type, because the contract gives none.</summary>
internal sealed class AnyShape(ulong salt, bool nullable) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        var hash = Dice.Mix(cell.Hash ^ salt);
        switch (hash & 7)
        {
            case 0:
                to.Json.WriteNumberValue(Dice.Below(hash, 500));
                break;
            case 1:
                to.Json.WriteNumberValue(Dice.Below(hash, 500) / 4m);
                break;
            case 2:
                to.Json.WriteBooleanValue((hash & 8) == 0);
                break;
            case 3:
                to.Json.WriteStartArray();
                to.Json.WriteStringValue("suomi"u8);
                to.Json.WriteStringValue("svenska"u8);
                to.Json.WriteEndArray();
                break;
            case 4 when nullable:
                to.Json.WriteNullValue();
                break;
            default:
                to.Text.Open();
                Phrases.Append(to.Text, TextKind.Words, 0, cell, salt);
                to.WriteText();
                break;
        }
    }
}

/// <summary>A text in several languages, keyed by them. One is always there; another may be missing, null or empty.</summary>
internal sealed class LocalisedShape((JsonEncodedText Name, int Language, bool Nullable)[] languages, TextKind kind, int limit, ulong salt, Questions? own) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        var hash = Dice.Mix(cell.Hash ^ salt);
        var main = (int)(cell.Record % (ulong)languages.Length);
        to.Json.WriteStartObject();
        for (var i = 0; i < languages.Length; i++)
        {
            var chance = (hash >> (8 * (i & 3))) & 15;
            if (i == main || chance > 7)
            {
                to.Json.WritePropertyName(languages[i].Name);
                to.Text.Open();
                Phrases.Append(to.Text, kind, languages[i].Language, cell, salt, own);
                to.WriteText(limit);
            }
            else if (chance == 0 && languages[i].Nullable)
            {
                to.Json.WriteNull(languages[i].Name);
            }
            else if (chance == 1)
            {
                to.Json.WriteString(languages[i].Name, ""u8);
            }
        }

        to.Json.WriteEndObject();
    }
}
