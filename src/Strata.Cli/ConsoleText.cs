using Spectre.Console;

namespace Strata.Cli;

/// <summary>Writes lines as they are: the library's own way renders and wraps them, which costs a short command a tenth of its time.</summary>
internal static class ConsoleText
{
    public static void WriteLine(this IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(text);

    public static void WriteLine(this IAnsiConsole console) => console.Profile.Out.Writer.WriteLine();
}
