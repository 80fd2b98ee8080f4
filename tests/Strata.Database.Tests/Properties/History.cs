namespace Strata.Properties;

/// <summary>Something that happened to one of the two entities of a history.</summary>
/// <param name="Seq">From this position of the ledger on it is known.</param>
internal abstract record Happened(long Seq, int Entity);

internal sealed record Said(
    long Seq,
    int Entity,
    int Class,
    int Priority,
    double Specificity,
    DateTimeOffset At,
    IReadOnlyDictionary<string, string> Fields,
    string? Id
) : Happened(Seq, Entity);

internal sealed record Withdrawn(long Seq, int Entity, long Observation) : Happened(Seq, Entity);

internal sealed record Joined(long Seq, int Entity, bool Merged) : Happened(Seq, Entity);

internal sealed record Hidden(long Seq, int Entity, bool Deleted) : Happened(Seq, Entity);

/// <summary>
/// What happened to two entities, the second of which may be merged into the first, as a plain list; what is known of them is
/// worked out anew for every question, straight from the documented rules and with nothing of the store's own code.
/// </summary>
internal sealed class History(int number)
{
    public string Key(int entity) => $"k{number}-{entity}";

    public string[] Ids { get; } = new string[2];
    public List<Happened> Events { get; } = [];
    public bool Merged => MergedAt(long.MaxValue);

    public int RootAt(int entity, long known) => entity == 1 && MergedAt(known) ? 0 : entity;

    public bool DeletedAt(int entity, long known) =>
        Events.OfType<Hidden>().Where(e => e.Entity == entity && e.Seq <= known).MaxBy(e => e.Seq) is { Deleted: true };

    /// <summary>The fields as JSON; null where there is nothing to be seen.</summary>
    public string? Fields(int entity, long known, DateTimeOffset valid)
    {
        if (!Events.OfType<Said>().Any(e => e.Entity == entity && e.Seq <= known))
        {
            return null;
        }
        var root = RootAt(entity, known);
        var said = Events.OfType<Said>().Where(e => e.Seq <= known && e.At <= valid && RootAt(e.Entity, known) == root).ToList();
        if (said.Count == 0 || DeletedAt(root, known))
        {
            return null;
        }
        var standing = Standing(said, known);
        var values =
            from name in standing.SelectMany(e => e.Fields.Keys).Distinct(StringComparer.Ordinal)
            let value = Value(name, standing.Where(e => e.Fields.ContainsKey(name)).ToList())
            where value is not null and not "null"
            select KeyValuePair.Create(name, value);
        return ThingSchema.Json(values);
    }

    /// <summary>Whether it is an entity of its own of which something stands: what lists show.</summary>
    public bool IsListed(int entity, long known, DateTimeOffset valid) =>
        RootAt(entity, known) == entity
        && !DeletedAt(entity, known)
        && Standing(Events.OfType<Said>().Where(e => e.Seq <= known && e.At <= valid && RootAt(e.Entity, known) == entity), known).Count
            > 0;

    private List<Said> Standing(IEnumerable<Said> said, long known)
    {
        var withdrawn = Events.OfType<Withdrawn>().Where(e => e.Seq <= known).Select(e => e.Observation).ToHashSet();
        return said.Where(e => !withdrawn.Contains(e.Seq)).ToList();
    }

    private bool MergedAt(long known) => Events.OfType<Joined>().Where(e => e.Seq <= known).MaxBy(e => e.Seq) is { Merged: true };

    private static string? Value(string name, List<Said> candidates)
    {
        if (name == "union" && candidates.TrueForAll(c => c.Class < 2))
        {
            var elements =
                from c in candidates
                from stated in c.Fields[name].Trim('[', ']').Split(',').Select((element, place) => (Element: element, c.At, Place: place))
                where stated.Element is not ("null" or "")
                group stated by stated.Element into all
                let first = all.OrderBy(s => s.At).ThenBy(s => s.Place).First()
                orderby first.At, first.Place
                select first.Element;
            var union = elements.ToList();
            return union.Count == 0 ? null : $"[{string.Join(',', union)}]";
        }
        var corrections = candidates.Where(c => c.Class == 2).ToList();
        var best = corrections.Count > 0 ? corrections : candidates;
        return (
            name switch
            {
                "last" => best.OrderBy(c => c.At).ThenBy(c => c.Priority),
                "specific" => best.OrderBy(c => c.Specificity).ThenBy(c => c.Priority).ThenBy(c => c.At),
                _ => best.OrderBy(c => c.Priority).ThenBy(c => c.At),
            }
        )
            .Last()
            .Fields[name];
    }
}
