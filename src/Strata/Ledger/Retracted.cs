namespace Strata.Ledger;

/// <summary>Observations that were retracted or reinstated.</summary>
internal sealed class Retracted
{
    /// <summary>Payload property of a reinstatement: the position since which the observation's keys count.</summary>
    private const string KeysSince = "keys_since";

    private readonly Dictionary<long, long> _retracted = [];
    private readonly Dictionary<long, long> _since = [];
    private readonly Dictionary<long, LastTouch> _last = [];

    /// <summary>Returns the last retraction or reinstatement of an observation of the entity itself.</summary>
    public LastTouch LastOf(long entityNo) => _last.GetValueOrDefault(entityNo);

    /// <summary>Returns the decision that retracts the observation; null if none.</summary>
    public long? By(long seq) => _retracted.TryGetValue(seq, out var by) ? by : null;

    public bool Contains(long seq) => _retracted.ContainsKey(seq);

    /// <summary>
    /// Returns since when the observation counts: since its own seq, even after a reinstatement, unless another entity took one of its keys
    /// meanwhile. Null if it is retracted.
    /// </summary>
    public long? Since(long seq) => Contains(seq) ? null : Before(seq);

    /// <summary>Like <see cref="Since"/>, ignoring a current retraction.</summary>
    public long Before(long seq) => _since.GetValueOrDefault(seq, seq);

    public static string WithKeysSince(string payload, long since) =>
        CanonicalJson.Of(
            JsonText
                .Element(payload)
                .EnumerateObject()
                .Select(p => KeyValuePair.Create(p.Name, p.Value))
                .Append(KeyValuePair.Create(KeysSince, JsonText.Element(since.ToString(CultureInfo.InvariantCulture))))
        );

    /// <summary>Applies the next decision, in ledger order.</summary>
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
