using System.CommandLine;

namespace Strata.Cli;

/// <summary>A file that says what interpreters that ask are told.</summary>
internal static class PromptOption
{
    public static readonly Option<string?> File = new("--prompt")
    {
        HelpName = "FILE",
        Description = "JSON: what an interpreter that asks is told, as x-strata.prompt of a schema; - for standard input",
    };

    public static async Task<JsonElement?> PromptAsync(this CommandContext call, CancellationToken ct) =>
        call.Get(File) is { } path ? await call.JsonFileAsync(path, ct) : null;

    /// <summary>Reads a file of JSON; <c>-</c> is standard input.</summary>
    public static async Task<JsonElement> JsonFileAsync(this CommandContext call, string path, CancellationToken ct)
    {
        var text =
            path == "-" ? await call.Environment.In.ReadToEndAsync(ct)
            : System.IO.File.Exists(path) ? await System.IO.File.ReadAllTextAsync(path, ct)
            : throw new UsageException($"File '{path}' does not exist.");
        return SharedOptions.TryJson(text) ?? throw new StrataException(ErrorCode.InvalidContent, $"{path} is not JSON.");
    }
}
