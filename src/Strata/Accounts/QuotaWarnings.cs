namespace Strata.Accounts;

/// <summary>When a user is warned that a quota is nearly used up.</summary>
internal static class QuotaWarnings
{
    public const int Percent = 80;

    /// <summary>Whether so much of it is used; a limit of 0 is never near its end.</summary>
    public static bool IsDue(long used, long? limit) => limit > 0 && (Int128)used * 100 >= (Int128)limit.Value * Percent;
}
