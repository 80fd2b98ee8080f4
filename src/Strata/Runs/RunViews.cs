using Strata.Database;
using Strata.Ledger;

namespace Strata.Runs;

internal static class RunViews
{
    /// <param name="heartbeatAt">Last heartbeat of the run's owner; null if it has none.</param>
    public static RunView Of(RunRecord run, string sourceId, DateTimeOffset? heartbeatAt = null)
    {
        var configuration = JsonText.Element(run.Configuration);
        return new()
        {
            RunId = Ids.Run(run.RunNo),
            SourceId = sourceId,
            Interpreter = run.Interpreter,
            Status = EnumNames.Parse<RunStatus>(run.ShownStatus),
            ExtractionCompleteness = EnumNames.Parse<Completeness>(run.Completeness),
            Configuration = configuration,
            Provider = Text("provider") ?? "local",
            Model = Prompted("model")?.GetString(),
            Temperature = Prompted("temperature")?.GetDouble(),
            PromptHash = Text("prompt_hash"),
            CodeCommit = run.CodeCommit,
            StartedAt = UnixTime.Time(run.StartedAt),
            FinishedAt = run.FinishedAt is { } at ? UnixTime.Time(at) : null,
            ArchivedAt = UnixTime.Time(run.ArchivedAt),
            DeletedBy = run.DeletedSeq is { } deleted ? Ids.Decision(deleted) : null,
            HeartbeatAt = heartbeatAt,
            TimeoutAt = run.IsRunning ? UnixTime.Time(run.TimeoutAt) : null,
            Attempt = (int)run.Attempt,
            BlockCount = run.BlocksSoFar,
            ObservationCount = run.Observations,
            EntityCount = run.Entities,
            StagedCount = run.Staged,
            SkippedCount = run.Skipped,
            UnknownFieldCount = run.UnknownFields,
            Confidence = run.Confidence,
            Errors = run.ErrorList,
        };

        string? Text(string name) => Member(configuration, name)?.GetString();
        JsonElement? Prompted(string name) => Member(configuration, "prompt") is { } prompt ? Member(prompt, name) : null;
    }

    private static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : null;
}
