namespace Strata.Server;

/// <summary>The vocabulary in which tools say what they take.</summary>
internal static class Take
{
    public static Parameter Text(string name, string? about = null) => new(name, ParameterKind.Text, about);

    public static Parameter Time(string name, string? about = null) => new(name, ParameterKind.Time, about);

    public static Parameter Flag(string name, string? about = null) => new(name, ParameterKind.Flag, about);

    public static Parameter Integer(string name, long least, long most, string? about = null) =>
        new(name, ParameterKind.Integer, about) { Least = least, Most = most };

    public static Parameter Object(string name, string? about = null) => new(name, ParameterKind.Object, about);

    public static Parameter List(string name, string items, string? about = null) => new(name, ParameterKind.List, about) { Items = items };

    public static Parameter OneOf(string name, string[] values, string? about = null) =>
        new(name, ParameterKind.Text, about) { OneOf = values };

    public static Parameter Needed(this Parameter parameter) => parameter with { Required = true };

    public static Parameter EntityId => Text("entity_id", "ent_…").Needed();

    public static Parameter SourceId => Text("source_id", "src_…").Needed();

    public static Parameter RunId => Text("run_id", "run_…").Needed();

    public static Parameter Reason => Text("reason", "Kept in the history.");

    /// <summary>A retried call with the same key gives the first answer again instead of writing twice.</summary>
    public static Parameter Key => Text("idempotency_key", "Same key, same answer.");

    public static Parameter Wait => Flag("wait", "false: a worker does it; watch_run follows the run.");

    public static IReadOnlyList<Parameter> Past =>
        [Text("known_at", "Known then: ledger seq or time."), Text("valid_at", "Observed by then: a time.")];

    public static IReadOnlyList<Parameter> Page => [Integer("limit", 1, 1000), Cursor];

    public static Parameter Cursor => Text("cursor", "next_cursor before.");
}
