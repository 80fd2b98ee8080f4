using Strata.Database;

namespace Strata.Accounts;

/// <summary>Columns of <c>ledger_heads</c> with limits and usage.</summary>
/// <param name="StorageLimit">Bytes; null: the plan's; <see cref="NoLimit"/>: none.</param>
/// <param name="InterpretationLimit">As <paramref name="StorageLimit"/>.</param>
/// <param name="Month">See <see cref="UsageMonth"/>; month of the interpretations.</param>
internal sealed record UsageRow(
    string Plan,
    long? StorageLimit,
    long? InterpretationLimit,
    long StorageBytes,
    long StorageReserved,
    long Month,
    long Interpretations,
    long? StorageNearAt,
    long? InterpretationsNearAt
)
{
    public const long NoLimit = -1;
    public const string Storage = "storage";
    public const string Runs = "interpretations";

    public const string Columns =
        "plan, storage_limit, interpretation_limit, storage_bytes, storage_reserved, usage_month as month, interpretations, "
        + "storage_near_at, interpretations_near_at";

    public long? MaxBytes => StorageLimit is { } own ? Limit(own) : Accounts.Plan.Named(Plan).StorageBytes;

    public long? MaxInterpretations => InterpretationLimit is { } own ? Limit(own) : Accounts.Plan.Named(Plan).Interpretations;

    public bool NearsBytes => QuotaWarnings.IsDue(StorageBytes, MaxBytes);

    public bool NearsInterpretations => QuotaWarnings.IsDue(Interpretations, MaxInterpretations);

    public bool HasRoomFor(long bytes) => MaxBytes is not { } limit || bytes <= limit - StorageBytes - StorageReserved;

    public bool HasInterpretation => MaxInterpretations is not { } limit || Interpretations < limit;

    /// <summary>The row as of a time: a new month starts at 0.</summary>
    /// <param name="time">Unix microseconds.</param>
    public UsageRow At(long time) =>
        UsageMonth.Of(time) is var now && now > Month ? this with { Month = now, Interpretations = 0, InterpretationsNearAt = null } : this;

    /// <summary>
    /// Notes since when a quota is nearly used up (<see cref="QuotaWarnings"/>): from now on if that is new; cleared if usage fell or the limit changed.
    /// </summary>
    /// <param name="now">Unix microseconds.</param>
    public UsageRow Noted(UsageRow before, long now) =>
        this with
        {
            StorageNearAt =
                NearsBytes ? StorageNearAt ?? now
                : StorageBytes >= before.StorageBytes && MaxBytes == before.MaxBytes ? StorageNearAt
                : null,
            InterpretationsNearAt =
                NearsInterpretations ? InterpretationsNearAt ?? now
                : Interpretations >= before.Interpretations && MaxInterpretations == before.MaxInterpretations ? InterpretationsNearAt
                : null,
        };

    public UsageView ToView() =>
        new()
        {
            Plan = Plan,
            Month = UsageMonth.Text(Month),
            Storage = new()
            {
                Used = StorageBytes,
                Reserved = StorageReserved,
                Limit = MaxBytes,
                Remaining = MaxBytes is { } bytes ? Math.Max(0, bytes - StorageBytes - StorageReserved) : null,
            },
            Interpretations = new()
            {
                Used = Interpretations,
                Limit = MaxInterpretations,
                Remaining = MaxInterpretations is { } runs ? Math.Max(0, runs - Interpretations) : null,
                ResetsAt = UsageMonth.End(Month),
            },
            Warnings = Warnings,
        };

    /// <summary>Null if no quota is nearly used up.</summary>
    public IReadOnlyList<QuotaWarning>? Warnings
    {
        get
        {
            var warnings = new List<QuotaWarning>();
            if (NearsBytes && MaxBytes is { } bytes)
            {
                warnings.Add(new(Storage, StorageBytes, bytes, ResetsAt: null, UnixTime.Time(StorageNearAt)));
            }
            if (NearsInterpretations && MaxInterpretations is { } runs)
            {
                warnings.Add(new(Runs, Interpretations, runs, UsageMonth.End(Month), UnixTime.Time(InterpretationsNearAt)));
            }
            return warnings.Count == 0 ? null : warnings;
        }
    }

    private static long? Limit(long own) => own == NoLimit ? null : own;
}
