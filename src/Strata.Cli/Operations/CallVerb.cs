using System.Buffers;
using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Operations;

/// <summary>Runs any operation by its name, with its fields as options; what it returns is printed as JSON.</summary>
internal static class CallVerb
{
    private static readonly Argument<string?> Name = new("NAME")
    {
        Description = "The operation, such as list_duplicates; without it, all are listed",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Names the file that an upload sends.</summary>
    private const string Content = "--content";

    public static Command Create() =>
        new Command(
            "call",
            "Run any operation and print its result as JSON; give its fields as --field VALUE, lists and objects as JSON; --content FILE for an upload"
        )
        {
            Name,
        }
            .TakesAnything()
            .CreatesStore()
            .Runs(RunAsync);

    private static Command TakesAnything(this Command verb)
    {
        verb.TreatUnmatchedTokensAsErrors = false;
        return verb;
    }

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        if (call.Find(Name) is not { } name)
        {
            await call.Out.ManyAsync([.. StrataModules.Operations.Select(o => new OperationLine(o.Name, o.Summary))], Show);
            return;
        }
        var operation =
            StrataModules.Operations.FirstOrDefault(o => string.Equals(o.Name, name, StringComparison.Ordinal))
            ?? throw new UsageException(
                $"There is no operation '{name}'.{NearNames.Question(name, StrataModules.Operations.Select(o => o.Name))} 'strata call' lists them."
            );
        var (arguments, file) = Read(operation, call.Unmatched);
        await using var upload = Open(operation, call, file);
        var strata = await call.StrataAsync(ct);
        var result = await ProgressLine.RunAsync(
            call.Environment,
            operation.Name,
            progress => operation.InvokeAsync(strata, arguments, progress, ct, new() { Content = upload })
        );
        if (result is Download download)
        {
            await using var content = download.Content;
            await using var output = call.Environment.OpenOutput();
            await content.CopyToAsync(output, ct);
        }
        else if (result is Watch watch)
        {
            await foreach (var state in watch.States.WithCancellation(ct))
            {
                if (state.IsNews is not false)
                {
                    call.Out.Json(state, operation.StateType ?? state.GetType());
                }
            }
        }
        else
        {
            call.Out.Json(result, operation.ResultType);
        }
    }

    private static Stream? Open(Operation operation, CommandContext call, string? file) =>
        (operation.IsUpload, file) switch
        {
            (false, _) => null,
            (true, null) => throw new UsageException($"'{operation.Name}' needs {Content} FILE, or - for standard input."),
            (true, "-") => call.Environment.OpenInput(),
            (true, { } path) => File.OpenRead(path),
        };

    private static (JsonElement Arguments, string? Content) Read(Operation operation, IReadOnlyList<string> words)
    {
        string? content = null;
        var missing = operation.Fields.Where(f => f.IsRequired).ToDictionary(Option, StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            for (var i = 0; i < words.Count; i++)
            {
                var (name, value) = words[i].Split('=', 2) is [var left, var right] ? (left, right) : (words[i], null);
                if (operation.IsUpload && name is Content)
                {
                    content = value ?? (++i < words.Count ? words[i] : throw new UsageException($"{name} needs a value."));
                    continue;
                }
                var field = operation.Fields.FirstOrDefault(f => string.Equals(name, Option(f), StringComparison.Ordinal));
                if (field is null)
                {
                    var takes = string.Join(", ", operation.Fields.Select(f => Option(f) + (f.IsRequired ? " (required)" : "")));
                    throw new UsageException(
                        $"'{operation.Name}' takes {(takes.Length == 0 ? "no fields" : takes)}, not '{name}'.{NearNames.Question(name, operation.Fields.Select(Option))}"
                    );
                }
                missing.Remove(name);
                field.Write(json, value ?? (++i < words.Count ? words[i] : throw new UsageException($"{name} needs a value.")));
            }
            json.WriteEndObject();
        }
        return missing.Count == 0
            ? (JsonElement.Parse(buffer.WrittenSpan), content)
            : throw new UsageException($"'{operation.Name}' needs {string.Join(" and ", missing.Keys)}.");
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<OperationLine> operations)
    {
        var table = new ConsoleTable(console, "operation", "what");
        foreach (var operation in operations)
        {
            table.Row(operation.Operation, operation.Summary);
        }
        table.Write("No operations.");
    }

    private static string Option(OperationField field) => "--" + field.Name.Replace('_', '-');
}

internal sealed record OperationLine(string Operation, string Summary);
