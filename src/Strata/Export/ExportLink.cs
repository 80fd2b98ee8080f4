namespace Strata.Export;

/// <summary>Where an export is to be had.</summary>
public sealed record ExportLink
{
    /// <summary>Path of the REST interface, which GET downloads with the same token.</summary>
    public required string Path { get; init; }

    /// <summary>The same at the command line.</summary>
    public required string Command { get; init; }

    public required string FileName { get; init; }
    public required string MediaType { get; init; }

    /// <summary>The ledger position that will be read: both give the same bytes whenever they are asked.</summary>
    public required long KnownAt { get; init; }

    internal static ExportLink Of(ExportPlan plan)
    {
        var request = plan.Request;
        var (query, words) = (new List<string>(), new List<string> { "strata export" });
        if (plan.IsOfEntities)
        {
            foreach (var type in request.EntityTypes)
            {
                query.Add(Pair("entity_types", type));
                words.Add("--entities " + Quoted(type));
            }
        }
        else
        {
            var what = plan.Project is { } project ? Ids.Project(project.ProjectNo) : request.Source ?? "";
            query.Add(Pair(plan.Project is null ? "source" : "project", what));
            words.Add(Quoted(what));
        }
        query.Add(Pair("format", request.Format));
        words.Add($"--format {request.Format}");
        foreach (var (name, isSet) in new[] { ("zip", request.Zip), ("provenance", request.Provenance), ("safe", request.Safe) })
        {
            if (isSet)
            {
                query.Add(Pair(name, "true"));
                words.Add("--" + name);
            }
        }
        foreach (var include in request.Include)
        {
            query.Add(Pair("include", include));
            words.Add("--include " + include);
        }
        if (request.ChangedAfter is { } after)
        {
            var number = after.ToString(CultureInfo.InvariantCulture);
            query.Add(Pair("changed_after", number));
            words.Add("--changed-after " + number);
        }
        var seq = plan.Point.Seq.ToString(CultureInfo.InvariantCulture);
        query.Add(Pair("known_at", seq));
        words.Add($"--known-at {seq} --output {plan.FileName}");
        return new()
        {
            Path = "/api/v1/export?" + string.Join('&', query),
            Command = string.Join(' ', words),
            FileName = plan.FileName,
            MediaType = plan.MediaType,
            KnownAt = plan.Point.Seq,
        };
    }

    private static string Pair(string name, string value) => $"{name}={Uri.EscapeDataString(value)}";

    /// <summary>A word as a POSIX shell takes it.</summary>
    private static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
