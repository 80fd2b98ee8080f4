using System.CommandLine;
using Strata.Cli.Sources;

namespace Strata.Cli.Entities;

/// <summary>Shows where a value came from, down to the quoted bytes.</summary>
internal static class ProvenanceVerb
{
    private static readonly Argument<string> Id = SharedOptions.Entity();
    private static readonly Argument<string> Field = new("FIELD") { Description = "Field to explain" };

    public static Command Create() =>
        new Command("provenance", "Show where a value came from, down to the quoted bytes") { Id, Field }
            .ReadsPast()
            .Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var from = await strata.Entities.GetProvenanceAsync(call.Get(Id), call.Get(Field), call.At(), ct);
        var line = call.Out.IsJson ? null : await LineAsync(strata, from, ct);
        call.Out.One(from, (console, _) => ProvenanceConsoleView.Show(console, from, line));
    }

    /// <summary>Reads the source line that holds the value. Null if the value was not read from text.</summary>
    internal static async Task<SourceLine?> LineAsync(IStrata strata, FieldProvenance from, CancellationToken ct)
    {
        if (from is not { SourceId: { } sourceId, Locator: { } at } || from.LocatorIn == "text")
        {
            return null;
        }
        var source = await strata.Sources.OpenAsync(sourceId, ct);
        await using var content = source.Content;
        return await SourceLine.ReadAsync(content, at, ct);
    }
}
