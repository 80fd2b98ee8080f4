using Strata.Operations;

namespace Strata.Accounts;

/// <summary>Plans, quotas and usage.</summary>
public static partial class UsageModule
{
    internal static readonly Type[] RecoverySteps = [typeof(ReleaseReservations), typeof(StorageGauge)];

    internal static readonly StoredTable[] Tables =
    [
        StoredTable.LeftOut("users", "made by the restore, with a number of that database"),
        StoredTable.LeftOut("ledger_heads", "position and time are in the manifest; usage is counted again, the plan is that store's"),
        StoredTable.LeftOut("usage_reservations", "belong to uploads under way here"),
        StoredTable.LeftOut("erasures", "a user who is being erased is not taken elsewhere"),
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="UsageModule"/>
        public UsageArea Usage => new(strata);
    }
}

/// <inheritdoc cref="UsageModule"/>
public readonly partial record struct UsageArea(IStrata Strata);
