using System.Text.Json.Nodes;

namespace Strata.Cli;

/// <summary>An error as the command line reports it: message, advice and exit code.</summary>
internal sealed record Refusal(string? Code, string Message, string? Advice, int Exit)
{
    public IReadOnlyList<Fault> Faults { get; init; } = [];
    public QuotaRefusal? Quota { get; init; }

    public static Refusal Usage(string message, string? see = null) =>
        new(null, message, see is null ? null : $"See: {see}", ExitCode.Usage);

    /// <summary>
    /// Maps an exception. An unexpected one is a bug in Strata and is shown with its stack trace.
    /// </summary>
    public static Refusal Of(Exception exception) =>
        exception switch
        {
            StrataException e => new Refusal(e.Code.Name(), e.Message, Advise(e.Code), ExitCode.Of(e))
            {
                Faults = e.Faults,
                Quota = e.Quota,
            },
            NoStoreException e => new Refusal(null, e.Message, e.Advice, ExitCode.NotFound),
            UsageException e => Usage(e.Message),
            HttpRequestException e => new Refusal(
                null,
                $"The server cannot be reached: {e.Message}",
                "Check --server and the network.",
                ExitCode.Away
            ),
            _ when DatabaseFailure.Of(exception) is { } trouble => new Refusal(
                trouble.Passes ? trouble.Refusal.Code.Name() : null,
                $"{trouble.Message} ({exception.Message})",
                "Check --data or --database (STRATA_DATA, STRATA_DATABASE); strata doctor shows what is used.",
                trouble.Passes ? ExitCode.Of(trouble.Refusal.Code) : ExitCode.Failed
            ),
            UnauthorizedAccessException or IOException => new Refusal(null, exception.Message, null, ExitCode.Failed),
            OperationCanceledException => new Refusal(null, "Cancelled.", null, ExitCode.Cancelled),
            _ => new Refusal(
                null,
                $"{exception.GetType().Name}: {exception.Message}",
                "This is a bug in Strata; please report it.\n" + exception.StackTrace,
                ExitCode.Failed
            ),
        };

    /// <summary>Writes it to standard error, with --json as a problem object (RFC 9457), and returns the exit code.</summary>
    public int Report(ICommandEnvironment environment, bool json, string? subject = null)
    {
        if (json)
        {
            environment.Error.WriteLine(ToProblem(subject).ToJsonString(StrataJson.Options));
            return Exit;
        }
        environment.Error.WriteLine(
            (subject is null ? "" : Terminal.Safe(subject) + ": ") + (Code ?? "error") + ": " + Terminal.Safe(Message)
        );
        // The message may already contain a single fault.
        foreach (var fault in Faults.Where(f => Faults.Count > 1 || !Message.Contains(f.Reason, StringComparison.Ordinal)))
        {
            environment.Error.WriteLine($"  {Terminal.Safe(fault.Path)}: {Terminal.Safe(fault.Reason)}");
        }
        if (Advice is not null)
        {
            environment.Error.WriteLine(Advice);
        }
        return Exit;
    }

    private JsonObject ToProblem(string? subject)
    {
        var problem = new JsonObject();
        if (Code is not null)
        {
            problem["type"] = "urn:strata:error:" + Code;
            problem["code"] = Code;
        }
        problem["detail"] = Message;
        if (Advice is not null)
        {
            problem["advice"] = Advice;
        }
        problem["exit_code"] = Exit;
        if (subject is not null)
        {
            problem["file_name"] = subject;
        }
        if (Quota is not null)
        {
            problem["quota"] = JsonSerializer.SerializeToNode(Quota, StrataJson.Options);
        }
        if (Faults.Count > 0)
        {
            problem["faults"] = new JsonArray([.. Faults.Select(f => new JsonObject { ["path"] = f.Path, ["reason"] = f.Reason })]);
        }
        return problem;
    }

    private static string? Advise(ErrorCode code) =>
        code switch
        {
            ErrorCode.EntityNotFound or ErrorCode.EntityAccessDenied =>
                "Look it up with strata entities list, strata entities find IDENTIFIER, strata search WORDS; observations and decisions: strata entities history ENTITY.",
            ErrorCode.SourceNotFound =>
                "List what exists: strata sources list, strata documents list, strata jobs list, strata jobs schedules, strata users token list NAME.",
            ErrorCode.ProjectNotFound => "List what exists: strata projects list.",
            ErrorCode.FindingNotFound => "List what exists: strata review list.",
            ErrorCode.RunNotFound => "List what exists: strata runs list.",
            ErrorCode.StaleRevision => "Read the finding again: strata review show FINDING.",
            ErrorCode.OpenFlags => "Decide about them first, or sign them off with --sign-off.",
            ErrorCode.SchemaNotFound => "List what exists: strata schemas list.",
            ErrorCode.SchemaValidationFailed => "See what the schema requires: strata schemas show TYPE.",
            ErrorCode.EntityAlreadyMerged or ErrorCode.MergeTargetAlreadyMerged =>
                "Use the entity it was merged into, or undo the merge: strata unmerge FROM.",
            ErrorCode.IdempotencyMismatch => "Use a new --idempotency-key for different input.",
            ErrorCode.InterpretationInProgress => "Wait for the run to end: strata runs list.",
            ErrorCode.StoragePending => "Try again in a moment. To see whether a source's bytes are stored: strata sources show SOURCE.",
            ErrorCode.StorageQuotaExceeded or ErrorCode.InterpretationQuotaExceeded =>
                "See your usage: strata usage. An operator can raise limits: strata users plan NAME PLAN.",
            ErrorCode.ProgramOutdated => "Upgrade this program (see strata --version) to the version that upgraded the store.",
            ErrorCode.RateLimited => "Wait a moment and try again.",
            ErrorCode.Unauthenticated =>
                "A server requires --token (or STRATA_TOKEN); a local store requires an existing user: strata users list, strata users add NAME.",
            _ => null,
        };
}
