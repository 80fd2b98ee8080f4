using Spectre.Console;

namespace Strata.Cli.Output;

/// <summary>Prints results as REST's JSON or as text. Notes and progress go to standard error.</summary>
internal sealed class Printer(bool json, ICommandEnvironment environment)
{
    private readonly StreamWriter? _lines = json ? new StreamWriter(environment.OpenOutput(), new UTF8Encoding(false), 1 << 16) : null;
    private IAnsiConsole? _console;

    public bool IsJson => json;

    /// <summary>Standard output as text: coloured on a terminal, plain and unwrapped when piped.</summary>
    public IAnsiConsole Console => _console ??= Open(environment.Out, environment.IsOutputRedirected);

    public bool IsTerminal => !environment.IsOutputRedirected;

    /// <summary>Prints a verb's single result.</summary>
    public void One<T>(T value, Action<IAnsiConsole, T> show)
    {
        if (_lines is null)
        {
            show(Console, value);
            return;
        }
        _lines.WriteLine(JsonSerializer.Serialize(value, CliJson.Printed));
    }

    /// <summary>Prints a value as JSON, indented unless <c>--json</c> asks for a line.</summary>
    public void Json(object value, Type shape)
    {
        TextWriter writer = _lines is null ? environment.Out : _lines;
        var options = _lines is null ? StrataJson.Indented : StrataJson.Options;
        writer.WriteLine(JsonSerializer.Serialize(value, options.GetTypeInfo(shape)));
    }

    /// <summary>Prints a list: streams one JSON object per line, or prints a table of all items.</summary>
    public async Task ManyAsync<T>(IAsyncEnumerable<T> values, Action<IAnsiConsole, IReadOnlyList<T>> show)
    {
        if (_lines is null)
        {
            var all = new List<T>();
            await foreach (var value in values)
            {
                all.Add(value);
            }
            show(Console, all);
            return;
        }
        await foreach (var value in values)
        {
            await _lines.WriteLineAsync(JsonSerializer.Serialize(value, CliJson.Printed));
        }
    }

    public Task ManyAsync<T>(IReadOnlyList<T> values, Action<IAnsiConsole, IReadOnlyList<T>> show) =>
        ManyAsync(values.ToAsyncEnumerable(), show);

    /// <summary>Prints a note, which is not part of the result, to standard error.</summary>
    public void Note(string text)
    {
        if (!json)
        {
            environment.Error.WriteLine(text);
        }
    }

    /// <summary>Notes that the result may be incomplete.</summary>
    public void Incomplete(string why) =>
        environment.Error.WriteLine(json ? $$"""{"incomplete":{{JsonSerializer.Serialize(why, CliJson.Printed)}}}""" : why);

    /// <summary>Notes how to continue a list that has more items.</summary>
    public void More(string cursor) =>
        environment.Error.WriteLine(
            json
                ? $$"""{"next_cursor":{{JsonSerializer.Serialize(cursor, CliJson.Printed)}}}"""
                : $"There is more: --cursor {cursor}, or --all."
        );

    public async Task FlushAsync()
    {
        if (_lines is not null)
        {
            await _lines.FlushAsync();
        }
    }

    public static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Interactive = InteractionSupport.No,
                Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            }
        );
        if (redirected)
        {
            console.Profile.Width = 4096;
        }
        return console;
    }
}
