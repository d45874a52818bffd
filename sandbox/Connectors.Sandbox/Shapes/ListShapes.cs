using System.Text.Json;
using Connectors.Sandbox.Data;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Shapes;

/// <summary>A list of some items.</summary>
internal sealed class ListShape(Shape item, int fewest, int most, ulong salt) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        var count = fewest + Dice.Below(Dice.Mix(cell.Hash ^ salt), most - fewest + 1);
        to.Json.WriteStartArray();
        for (var i = 0; i < count; i++)
        {
            item.Write(to, cell.At(i, salt));
        }

        to.Json.WriteEndArray();
    }
}

/// <summary>A list of some of the values an enumeration has, each at most once; sometimes none.</summary>
internal sealed class SubsetShape(byte[][] values, ulong salt, bool some = false) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        var chance = Dice.Mix(cell.Hash ^ salt);
        to.Json.WriteStartArray();
        var none = some && (chance & ((1UL << Math.Min(32, values.Length)) - 1)) == 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (((chance >> (i & 31)) & 1) == 1 || (none && i == 0))
            {
                to.Json.WriteRawValue(values[i], skipInputValidation: true);
            }
        }

        to.Json.WriteEndArray();
    }
}

/// <summary>A list whose items differ in one member, such as links by relation: most of the values occur.</summary>
internal sealed class KeyedListShape(Shape[] items, ulong salt) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        var chance = Dice.Mix(cell.Hash ^ salt);
        to.Json.WriteStartArray();
        for (var i = 0; i < items.Length; i++)
        {
            if (((chance >> (3 * (i & 15))) & 7) != 0)
            {
                items[i].Write(to, cell.At(i, salt));
            }
        }

        to.Json.WriteEndArray();
    }
}

/// <summary>The options of the question the record is.</summary>
internal sealed class OptionsShape(Questions questions, Shape item, ulong salt) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        to.Json.WriteStartArray();
        for (var i = 0; i < questions.OptionCount(cell.Index); i++)
        {
            item.Write(to, cell.At(i, salt));
        }

        to.Json.WriteEndArray();
    }
}

/// <summary>Some options of the question that is answered or depended on.</summary>
internal sealed class ChosenOptionsShape(Questions questions, JsonKind kind, ulong salt, bool some = false) : Shape
{
    private readonly Shape[] _options =
        [.. Enumerable.Range(0, Questions.MostOptions).Select(i => new IdShape(questions.OptionIds, kind, c => Questions.OptionIndex(c.Subject, i)))];

    public override void Write(Renderer to, in Cell cell)
    {
        var count = cell.Subject < 0 ? 0 : questions.OptionCount(cell.Subject);
        var chance = Dice.Mix(cell.Hash ^ salt);
        to.Json.WriteStartArray();
        var none = some && (chance & ((1UL << count) - 1)) == 0;
        for (var i = 0; i < count; i++)
        {
            if (((chance >> i) & 1) == 1 || (none && i == 0))
            {
                _options[i].Write(to, cell);
            }
        }

        to.Json.WriteEndArray();
    }
}

/// <summary>Answers to questions of the form that the record's parent has.</summary>
/// <param name="world">The records.</param>
/// <param name="self">The model that holds the answers.</param>
/// <param name="questions">The model of questions.</param>
/// <param name="cases">The cases an answer can have.</param>
/// <param name="item">An answer.</param>
/// <param name="salt">Its chance.</param>
internal sealed class AnswersShape(World world, Population self, Population questions, HashSet<string> cases, Shape item, ulong salt) : Shape
{
    private readonly Population? _forms = world.FormsOf(questions.Model) is { } forms && forms.Parent == self.Parent ? forms : null;

    public override void Write(Renderer to, in Cell cell)
    {
        to.Json.WriteStartArray();
        if (_forms is not null && cell.Parent >= 0 && cell.Parent < _forms.Parent!.Count)
        {
            var end = _forms.Start(cell.Parent + 1);
            for (var row = _forms.Start(cell.Parent); row < end; row++)
            {
                if (!_forms.Overlay.IsDeleted(row))
                {
                    Answer(to, cell, World.Joined(_forms, questions, row), (int)(row & 0xFFFF));
                }
            }
        }
        else if (questions.Count > 0)
        {
            var first = Dice.Below(Dice.Mix(cell.Hash ^ salt), questions.Count);
            var count = Math.Min(4, questions.Count);
            for (var i = 0; i < count; i++)
            {
                Answer(to, cell, (first + i) % questions.Count, i);
            }
        }

        to.Json.WriteEndArray();
    }

    private void Answer(Renderer to, in Cell cell, long question, int place)
    {
        var answer = cell.At(place, salt, question);
        var answered = questions.Questions is null || cases.Contains(questions.Questions.Type(question).Case);
        if (answered && !questions.Overlay.IsDeleted(question) && !Dice.OneIn(Dice.Mix(answer.Hash), 6))
        {
            item.Write(to, answer);
        }
    }
}

/// <summary>What stands at a place of an answer, which the type of its question decides.</summary>
/// <param name="questions">The questions.</param>
/// <param name="types">What stands there, in the order of their types.</param>
internal sealed class AnsweredShape(Questions questions, Shape[] types) : Shape
{
    public override void Write(Renderer to, in Cell cell) => types[cell.Subject < 0 ? 0 : questions.TypeIndex(cell.Subject)].Write(to, cell);
}

/// <summary>A list of records, or an object whose values they are, under their ids.</summary>
internal static class NamedList
{
    public static void Start(Renderer to, bool named)
    {
        if (named)
        {
            to.Json.WriteStartObject();
        }
        else
        {
            to.Json.WriteStartArray();
        }
    }

    /// <summary>Writes the name of the record that comes next.</summary>
    public static void Name(Renderer to, bool named, Population records, long index)
    {
        if (named)
        {
            to.Json.WritePropertyName(records.Ids.Text(index));
        }
    }

    public static void End(Renderer to, bool named)
    {
        if (named)
        {
            to.Json.WriteEndObject();
        }
        else
        {
            to.Json.WriteEndArray();
        }
    }
}

/// <summary>Records of another model inside a record (<c>within</c>).</summary>
/// <param name="records">The records.</param>
/// <param name="item">One of them.</param>
/// <param name="named">Whether they are the values of an object, under their ids.</param>
internal sealed class NestedShape(Population records, Shape item, bool named = false) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        NamedList.Start(to, named);
        if (records.Parent is not null)
        {
            if (cell.Index < records.Parent.Count)
            {
                for (var i = records.Start(cell.Index); i < records.Start(cell.Index + 1); i++)
                {
                    Nested(to, i, cell.Index);
                }
            }

            foreach (var added in records.Overlay.AddedTo(cell.Index))
            {
                Nested(to, added, cell.Index);
            }
        }
        else if (records.Total > 0)
        {
            var count = Math.Min(cell.Index & 3, records.Total);
            for (var i = 0L; i < count; i++)
            {
                Nested(to, (cell.Index + i) % records.Total, cell.Index);
            }
        }

        NamedList.End(to, named);
    }

    private void Nested(Renderer to, long index, long parent)
    {
        if (!records.Overlay.IsDeleted(index))
        {
            NamedList.Name(to, named, records, index);
            item.Write(to, World.CellOf(records, index, records.Parent is null ? -1 : parent));
        }
    }
}

/// <summary>An object whose keys are data.</summary>
internal sealed class MapShape(Shape value, ulong salt) : Shape
{
    private static readonly JsonEncodedText[] Keys = [.. Words.CustomKeys.Select(k => JsonEncodedText.Encode(k))];

    public override void Write(Renderer to, in Cell cell)
    {
        var count = Dice.Below(Dice.Mix(cell.Hash ^ salt), 4);
        to.Json.WriteStartObject();
        for (var i = 0; i < count; i++)
        {
            to.Json.WritePropertyName(Keys[i]);
            value.Write(to, cell.At(i, salt));
        }

        to.Json.WriteEndObject();
    }
}
