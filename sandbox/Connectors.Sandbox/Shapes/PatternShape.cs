using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Data;

namespace Connectors.Sandbox.Shapes;

/// <summary>A text that fits a regular expression.</summary>
internal sealed class PatternShape : Shape
{
    private readonly byte[][] _texts;
    private readonly ulong _salt;

    public PatternShape(string pattern, string? example, ulong salt)
    {
        _salt = salt;
        _texts = [.. Enumerable.Range(0, 16).Select(i => Patterns.Make(pattern, Dice.Mix(salt, (ulong)i))).OfType<string>().DefaultIfEmpty(example ?? "").Select(Words.Escape)];
    }

    public override void Write(Renderer to, in Cell cell)
    {
        to.Text.Open();
        to.Text.Add(_texts[Dice.Below(Dice.Mix(cell.Hash ^ _salt), _texts.Length)]);
        to.WriteText();
    }
}
