using Strata.Operations;

namespace Strata.Accounts;

/// <summary>Plans, quotas and what is used of them.</summary>
public static partial class UsageModule
{
    extension(IOperations strata)
    {
        /// <inheritdoc cref="UsageModule"/>
        public UsageArea Usage => new(strata);
    }
}

/// <inheritdoc cref="UsageModule"/>
public readonly partial record struct UsageArea(IOperations Strata);
