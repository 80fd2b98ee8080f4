namespace Strata.Server.Mcp;

/// <summary>Parameters that several tools share.</summary>
internal static class ToolParameters
{
    public static ToolParameter Text(string name, string? about = null) => new(name, ToolParameterKind.Text, about);

    public static ToolParameter Time(string name, string? about = null) => new(name, ToolParameterKind.Time, about);

    public static ToolParameter Flag(string name, string? about = null) => new(name, ToolParameterKind.Flag, about);

    public static ToolParameter Integer(string name, long least, long most, string? about = null) =>
        new(name, ToolParameterKind.Integer, about) { Min = least, Max = most };

    public static ToolParameter Object(string name, string? about = null) => new(name, ToolParameterKind.Object, about);

    public static ToolParameter List(string name, string items, string? about = null) =>
        new(name, ToolParameterKind.List, about) { Items = items };

    public static ToolParameter OneOf(string name, string[] values, string? about = null) =>
        new(name, ToolParameterKind.Text, about) { OneOf = values };

    public static ToolParameter Needed(this ToolParameter parameter) => parameter with { Required = true };

    public static ToolParameter EntityId => Text("entity_id", "ent_…").Needed();

    public static ToolParameter SourceId => Text("source_id", "src_…").Needed();

    public static ToolParameter RunId => Text("run_id", "run_…").Needed();

    public static ToolParameter Reason => Text("reason", "Kept in the history.");

    /// <summary>A retry with the same key returns the first answer instead of writing twice.</summary>
    public static ToolParameter Key => Text("idempotency_key", "Same key, same answer.");

    public static ToolParameter Wait => Flag("wait", "false: a worker does it; watch_run follows the run.");

    public static IReadOnlyList<ToolParameter> Past =>
        [Text("known_at", "Known then: ledger seq or time."), Text("valid_at", "Observed by then: a time.")];

    public static IReadOnlyList<ToolParameter> Page => [Integer("limit", 1, 1000), Cursor];

    public static ToolParameter Cursor => Text("cursor", "next_cursor before.");
}
