using Strata.Operations;

namespace Strata.Verification;

/// <summary>Proof that what is stored is intact and computed from the ledger.</summary>
public static partial class VerificationModule
{
    internal static readonly Type[] Jobs = [typeof(VerifyJob), typeof(ChainJob)];

    internal static readonly Type[] RecoverySteps = [typeof(ScheduleChain)];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="VerificationModule"/>
        public VerificationArea Verification => new(strata);
    }
}

/// <inheritdoc cref="VerificationModule"/>
public readonly partial record struct VerificationArea(IStrata Strata);
