namespace Strata.Accounts;

/// <summary>Limits of a plan's users.</summary>
/// <param name="StorageBytes">Of all sources; null: no limit.</param>
/// <param name="Interpretations">Per month; null: no limit.</param>
public sealed record Plan(string Name, long? StorageBytes, long? Interpretations)
{
    public static readonly Plan Free = new("free", 1L << 30, 100);
    public static readonly Plan Pro = new("pro", 100L << 30, 1_000);
    public static readonly Plan Enterprise = new("enterprise", null, null);

    public static IReadOnlyList<Plan> All { get; } = [Free, Pro, Enterprise];

    /// <exception cref="StrataException">INVALID_CONTENT: there is no such plan.</exception>
    public static Plan Named(string name) =>
        All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal))
        ?? throw new StrataException(
            ErrorCode.InvalidContent,
            $"There is no plan '{name}'; the plans are {string.Join(", ", All.Select(p => p.Name))}."
        );
}
