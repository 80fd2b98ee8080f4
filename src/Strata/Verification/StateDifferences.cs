namespace Strata.Verification;

/// <summary>What does not follow from the ledger: per kind, the number of entities or relationships and the first few.</summary>
internal sealed class StateDifferences
{
    public const string Rows = "entities";
    public const string Keys = "entity_keys";
    public const string LostPlaces = "entity_keys (places)";
    public const string Values = "entity_values";
    public const string Zones = "value_zones";
    public const string Words = "search_segments";
    public const string Relationships = "relationships";

    /// <summary>How many of each kind are named.</summary>
    public const int Named = 5;

    private readonly SortedDictionary<string, (long Count, List<string> First)> _kinds = new(StringComparer.Ordinal);

    public long Count => _kinds.Where(k => k.Key != LostPlaces).Sum(k => k.Value.Count);

    public void Add(string kind, string id)
    {
        var (count, first) = _kinds.TryGetValue(kind, out var known) ? known : (0, []);
        if (first.Count < Named)
        {
            first.Add(id);
        }
        _kinds[kind] = (count + 1, first);
    }

    public void Add(StateDifferences other)
    {
        foreach (var (kind, (count, first)) in other._kinds)
        {
            var (sum, names) = _kinds.TryGetValue(kind, out var known) ? known : (0, []);
            names.AddRange(first.Take(Named - names.Count));
            _kinds[kind] = (sum + count, names);
        }
    }

    public IEnumerable<Fault> Faults() =>
        _kinds.Select(k => new Fault(
            k.Key,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Says(k.Key)} of {k.Value.Count} {Noun(k.Key, k.Value.Count)}: {string.Join(", ", k.Value.First)}{(k.Value.Count > k.Value.First.Count ? ", …" : "")}; {Advice(k.Key)}"
            )
        ));

    private static string Noun(string kind, long count) =>
        (kind == Relationships, count == 1) switch
        {
            (true, true) => "relationship",
            (true, false) => "relationships",
            (false, true) => "entity",
            _ => "entities",
        };

    private static string Says(string kind) =>
        kind switch
        {
            Rows => "what was decided and observed is not what is kept",
            Keys => "the identity keys are not those that observations gave",
            LostPlaces => "the key of the place it was read at is lost",
            Values => "the index of values is not that of the fields",
            Zones => "the zones of the index of values leave out values",
            Words => "the words that it is found by are not those of its fields",
            Relationships => "what was related and taken back is not what is kept",
            _ => "what is kept is not right",
        };

    private static string Advice(string kind) =>
        kind switch
        {
            LostPlaces => "the bytes it was read from would, read again, give another entity",
            _ => "'strata rebuild' mends it",
        };
}
