using Strata.Operations;

namespace Strata.Accounts;

/// <summary>Plans, quotas and what is used of them.</summary>
public static partial class UsageModule
{
    internal static readonly Type[] RecoverySteps = [typeof(ReleaseReservations), typeof(StorageGauge)];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="UsageModule"/>
        public UsageArea Usage => new(strata);
    }
}

/// <inheritdoc cref="UsageModule"/>
public readonly partial record struct UsageArea(IStrata Strata);
