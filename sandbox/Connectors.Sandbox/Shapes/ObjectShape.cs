using System.Text.Json;
using Connectors.Sandbox.Data;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Shapes;

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
internal sealed record Member(JsonEncodedText Name, Shape Value)
{
    /// <summary>Tells its chance from that of the other members.</summary>
    public ulong Salt { get; init; }

    /// <summary>Whether the contract demands it.</summary>
    public bool Required { get; init; }

    /// <summary>The choice it belongs to: of its alternatives one is written; null for none.</summary>
    public XmlChoice? Choice { get; init; }

    /// <summary>Whether the contract allows null.</summary>
    public bool Nullable { get; init; }

    /// <summary>Whether it says so itself that it has no value (<c>xsi:nil</c>): then it has none now and then, although the contract demands it.</summary>
    public bool Nil { get; init; }

    /// <summary>Whether it is always written, although it need not be: ids, references, paging.</summary>
    public bool Essential { get; init; }

    /// <summary>When it has a value at all; null for always.</summary>
    public Condition? When { get; init; }

    /// <summary>The bit of <see cref="Renderer.Asked"/> without which it is left out; 0 for none.</summary>
    public ulong AskedBit { get; init; }

    /// <summary>Whether it holds the record's id.</summary>
    public bool HoldsId { get; init; }

    /// <summary>Whether a value of another type written here sets the record aside.</summary>
    public bool Breakable { get; init; }

    /// <summary>The value that paging hangs on, where it is one.</summary>
    public PageValueShape? Marker => Value as PageValueShape;

    /// <summary>Whose record it shows, as a place in <see cref="RecordShape.Guests"/>; -1 for the record itself.</summary>
    public int Guest { get; init; } = -1;
}

/// <summary>An object. What is optional is missing now and then, or null where that is allowed.</summary>
internal sealed class ObjectShape(Member[] members) : Shape
{
    public Member[] Members => members;

    /// <inheritdoc/>
    public override void Write(Renderer to, in Cell cell)
    {
        to.Json.WriteStartObject();
        foreach (var member in members)
        {
            if (IsChosen(members, member, cell))
            {
                WriteMember(to, member, cell);
            }
        }

        to.Json.WriteEndObject();
    }

    /// <summary>Whether a member's alternative is the one written: the first whose condition holds, or any where none has one.</summary>
    public static bool IsChosen(Member[] members, Member member, in Cell cell)
    {
        if (member.Choice is not { } choice)
        {
            return true;
        }

        var alternatives = 0UL;
        foreach (var other in members)
        {
            if (other.Choice is { } rival && rival.Number == choice.Number)
            {
                if (other.When?.Holds(cell) == true)
                {
                    return rival.Alternative == choice.Alternative;
                }

                alternatives |= 1UL << (rival.Alternative & 63);
            }
        }

        for (var passed = Dice.Below(Dice.Mix(cell.Hash, (ulong)choice.Number), System.Numerics.BitOperations.PopCount(alternatives)); passed > 0; passed--)
        {
            alternatives &= alternatives - 1;
        }

        return (choice.Alternative & 63) == System.Numerics.BitOperations.TrailingZeroCount(alternatives);
    }

    /// <summary>Writes a member, or leaves it out.</summary>
    public static void WriteMember(Renderer to, Member member, in Cell cell)
    {
        if (member.AskedBit != 0 && (to.Asked & member.AskedBit) == 0 && !member.Required)
        {
            return;
        }

        var chance = Dice.Mix(cell.Hash ^ member.Salt) & 15;
        var there = member.Marker is not null ? member.Marker.IsThere(to.Page!) : member.When?.Holds(cell) ?? (member.Essential || (member.Required ? !member.Nil || chance > 0 : chance > 1));
        if (!there && !(member.Required && !member.Nullable))
        {
            if (member.Nullable && (member.Required || (chance & 1) == 1))
            {
                to.Json.WriteNull(member.Name);
            }

            return;
        }

        to.Json.WritePropertyName(member.Name);
        member.Value.Write(to, cell);
    }
}

/// <summary>A record: an object that may show other models' records among its members.</summary>
/// <param name="members">Its members.</param>
/// <param name="guests">The other models.</param>
internal sealed class RecordShape(Member[] members, RecordShape.Guest[] guests) : Shape
{
    /// <summary>A model whose record is shown within another's.</summary>
    /// <param name="Records">The model.</param>
    /// <param name="Find">Which of its records a record shows.</param>
    internal sealed record Guest(Population Records, Func<long, long> Find);

    /// <summary>The other models.</summary>
    public Guest[] Guests => guests;

    /// <summary>For join rows: the rows and the questions in them, so that a precondition finds an earlier one.</summary>
    public (Population Rows, Population Questions)? Form { get; init; }

    /// <inheritdoc/>
    public override void Write(Renderer to, in Cell cell)
    {
        var own = Form is { } form ? cell.About(World.Earlier(form.Rows, form.Questions, cell)) : cell;
        Span<Cell> shown = stackalloc Cell[guests.Length];
        for (var i = 0; i < guests.Length; i++)
        {
            var index = guests[i].Find(cell.Index);
            shown[i] = World.CellOf(guests[i].Records, index, -1);
        }

        var flaw = to.Flaw;
        to.Flaw = RecordFlaw.None;
        var only = to.Only;
        to.Only = null;
        to.Json.WriteStartObject();
        foreach (var member in members)
        {
            if ((flaw == RecordFlaw.MissingId && member.HoldsId) || only?.Contains(member.Name) == false)
            {
                continue;
            }

            if (flaw == RecordFlaw.WrongType && member.Breakable)
            {
                WriteWrong(to, member);
                flaw = RecordFlaw.None;
                continue;
            }

            ref readonly var about = ref member.Guest >= 0 ? ref shown[member.Guest] : ref own;
            if (ObjectShape.IsChosen(members, member, about))
            {
                ObjectShape.WriteMember(to, member, about);
            }
        }

        to.Json.WriteEndObject();
        to.Only = only;
    }

    private static void WriteWrong(Renderer to, Member member)
    {
        to.Json.WritePropertyName(member.Name);
        if (member.Value is ObjectShape or LocalisedShape)
        {
            to.Json.WriteNumberValue(42);
        }
        else
        {
            to.Json.WriteStartObject();
            to.Json.WriteBoolean("unexpected"u8, true);
            to.Json.WriteEndObject();
        }
    }
}
