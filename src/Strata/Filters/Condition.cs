using Strata.Indexing;

namespace Strata.Filters;

/// <summary>A filter: comparisons joined by and, or and not. Its text reads back as the same filter, with dates that don't move.</summary>
internal abstract record Condition
{
    /// <param name="meets">Whether an entity meets a comparison.</param>
    public abstract bool Holds(Func<Comparison, bool> meets);

    public abstract IEnumerable<Comparison> Comparisons { get; }

    /// <summary>The text within another condition.</summary>
    public virtual string Inner => $"({this})";

    public static Condition? AllOf(params IEnumerable<Condition?> conditions)
    {
        var parts = new List<Condition>();
        foreach (var condition in conditions.OfType<Condition>())
        {
            parts.AddRange(condition is Every every ? every.Parts : [condition]);
        }
        return parts.Count switch
        {
            0 => null,
            1 => parts[0],
            _ => new Every(parts),
        };
    }

    public static Condition AnyOf(IReadOnlyList<Condition> conditions) => conditions is [var only] ? only : new Either(conditions);
}

internal sealed record Every(IReadOnlyList<Condition> Parts) : Condition
{
    public override IEnumerable<Comparison> Comparisons => Parts.SelectMany(p => p.Comparisons);

    public override bool Holds(Func<Comparison, bool> meets)
    {
        foreach (var part in Parts)
        {
            if (!part.Holds(meets))
            {
                return false;
            }
        }
        return true;
    }

    public override string ToString() => string.Join(" and ", Parts.Select(p => p.Inner));
}

internal sealed record Either(IReadOnlyList<Condition> Parts) : Condition
{
    public override IEnumerable<Comparison> Comparisons => Parts.SelectMany(p => p.Comparisons);

    public override bool Holds(Func<Comparison, bool> meets)
    {
        foreach (var part in Parts)
        {
            if (part.Holds(meets))
            {
                return true;
            }
        }
        return false;
    }

    public override string ToString() => string.Join(" or ", Parts.Select(p => p.Inner));
}

internal sealed record Not(Condition Denied) : Condition
{
    public override IEnumerable<Comparison> Comparisons => Denied.Comparisons;

    public override string Inner => ToString();

    public override bool Holds(Func<Comparison, bool> meets) => !Denied.Holds(meets);

    public override string ToString() => "not " + Denied.Inner;
}

/// <summary>One field compared with one value.</summary>
internal sealed record Comparison(FieldFilter Filter) : Condition
{
    private static readonly IReadOnlyDictionary<string, string> Signs = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["eq"] = "=",
        ["ne"] = "!=",
        ["lt"] = "<",
        ["le"] = "<=",
        ["gt"] = ">",
        ["ge"] = ">=",
        ["prefix"] = "starts with",
        ["contains"] = "contains",
        ["exists"] = "is set",
        ["missing"] = "is missing",
    };

    public FilterTerm Term { get; } = FilterTerm.Of(Filter);

    public override IEnumerable<Comparison> Comparisons => [this];

    public override string Inner => ToString();

    public override bool Holds(Func<Comparison, bool> meets) => meets(this);

    public override string ToString() =>
        $"{FilterTokens.Field(Filter.Field)} {Signs[Filter.Op]}{(Filter.Value is { } value ? " " + FilterTokens.Value(value) : "")}";
}
