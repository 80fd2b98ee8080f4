namespace Strata.Rules.Text;

/// <summary>Values that a check contradicts.</summary>
/// <param name="Fields">Their fields; whichever is wrong, all are doubtful.</param>
/// <param name="Reason">What contradicts them, with the values.</param>
/// <param name="Kind">The same without values, for many records at once.</param>
internal sealed record Doubt(IReadOnlyList<string> Fields, string Reason, string Kind)
{
    public Doubt(IReadOnlyList<string> fields, string reason)
        : this(fields, reason, reason) { }
}
