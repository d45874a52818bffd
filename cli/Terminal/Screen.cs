using Spectre.Console;

namespace Connectors.Cli.Terminal;

/// <summary>Where results are shown: a terminal that can be redrawn, or plain lines for pipes, files and build logs.</summary>
internal sealed class Screen
{
    private const int PlainWidth = 120;

    private Screen(TextWriter writer, IAnsiConsole console, bool live)
    {
        Writer = writer;
        Console = console;
        Live = live;
    }

    /// <summary>For text that must arrive as it is: diagnostics, JSON.</summary>
    public TextWriter Writer { get; }

    /// <summary>For tables and progress.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Whether what was written can be redrawn.</summary>
    public bool Live { get; }

    /// <summary>The standard output of this process.</summary>
    public static Screen OfProcess()
    {
        if (System.Console.IsOutputRedirected)
        {
            return Plain(System.Console.Out);
        }

        var console = AnsiConsole.Console;
        return new Screen(System.Console.Out, console, console.Profile.Capabilities is { Interactive: true, Ansi: true });
    }

    /// <summary>Plain lines to <paramref name="writer"/>.</summary>
    public static Screen Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = PlainWidth;
        return new Screen(writer, console, live: false);
    }

    public void Line(string text = "") => Writer.WriteLine(text);
}
