namespace Strata.Batches;

/// <summary>Which sources a batch reads.</summary>
/// <param name="Pending">Whether only those that no interpreter has read.</param>
internal sealed record BatchFilter(long? Project, IReadOnlyList<long>? Sources, bool Pending)
{
    private const string Unread =
        "not exists (select 1 from runs u where u.user_id = s.user_id and u.source_no = s.source_no and u.deleted_seq is null)";

    public string ToJson() =>
        "{\"pending\":"
        + (Pending ? "true" : "false")
        + (
            Project is { } no
                ? string.Create(CultureInfo.InvariantCulture, $",\"project\":{no}}}")
                : $",\"sources\":[{string.Join(',', Sources ?? [])}]}}"
        );

    public static BatchFilter Parse(string json)
    {
        var read = JsonText.Element(json);
        var pending = read.GetProperty("pending").GetBoolean();
        return read.TryGetProperty("project", out var project)
            ? new(project.GetInt64(), null, pending)
            : new(null, [.. read.GetProperty("sources").EnumerateArray().Select(s => s.GetInt64())], pending);
    }

    /// <summary>SQL condition on <c>sources s</c>, given <see cref="With"/>.</summary>
    public string Condition =>
        (Project is null ? "s.source_no IN_LIST(@sources)" : "s." + Projects.Filtering.ProjectRecord.HasSource)
        + (Pending ? " and " + Unread : "");

    public IReadOnlyDictionary<string, object?> With(params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var args = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (Project is { } no)
        {
            args["project"] = no;
        }
        else
        {
            args["sources"] = (Sources ?? []).ToList();
        }
        foreach (var (name, value) in more)
        {
            args[name] = value;
        }
        return args;
    }
}
