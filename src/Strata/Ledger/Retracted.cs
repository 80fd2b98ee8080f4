namespace Strata.Ledger;

/// <summary>What has become of observations by retracting and undoing that.</summary>
internal sealed class Retracted
{
    /// <summary>In the payload of what undoes a retraction: since when the keys of the observation count as standing.</summary>
    private const string KeysSince = "keys_since";

    private readonly Dictionary<long, long> _retracted = [];
    private readonly Dictionary<long, long> _since = [];
    private readonly Dictionary<long, LastTouch> _last = [];

    /// <summary>The last retraction, or undoing of one, of what was observed of the entity itself.</summary>
    public LastTouch LastOf(long entityNo) => _last.GetValueOrDefault(entityNo);

    /// <summary>The decision that retracts the observation; null where it stands.</summary>
    public long? By(long seq) => _retracted.TryGetValue(seq, out var by) ? by : null;

    public bool Contains(long seq) => _retracted.ContainsKey(seq);

    /// <summary>
    /// Since when the observation stands: since it was made, also where a retraction was undone, but for one in whose time another entity
    /// took a key of it. Null: it is retracted.
    /// </summary>
    public long? Since(long seq) => Contains(seq) ? null : Before(seq);

    /// <summary>The same of an observation that may be retracted, before that.</summary>
    public long Before(long seq) => _since.GetValueOrDefault(seq, seq);

    public static string WithKeysSince(string payload, long since) =>
        CanonicalJson.Of(
            JsonText
                .Element(payload)
                .EnumerateObject()
                .Select(p => KeyValuePair.Create(p.Name, p.Value))
                .Append(KeyValuePair.Create(KeysSince, JsonText.Element(since.ToString(CultureInfo.InvariantCulture))))
        );

    /// <summary>Takes in the next decision, in ledger order.</summary>
    public void Take(long entityNo, LastTouch at, string kind, long target, string payload)
    {
        _last[entityNo] = at;
        if (string.Equals(kind, DecisionKind.Retract, StringComparison.Ordinal))
        {
            _retracted[target] = at.Seq;
            return;
        }
        _retracted.Remove(target);
        if (payload.Contains(KeysSince, StringComparison.Ordinal) && JsonText.Element(payload).TryGetProperty(KeysSince, out var since))
        {
            _since[target] = since.GetInt64();
        }
    }
}
