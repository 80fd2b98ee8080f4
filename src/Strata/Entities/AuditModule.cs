using Strata.Operations;

namespace Strata.Entities;

/// <summary>Who decided and administered what.</summary>
public static partial class AuditModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="AuditModule"/>
        public AuditArea Audit => new(strata);
    }
}

/// <inheritdoc cref="AuditModule"/>
public readonly partial record struct AuditArea(IStrata Strata);
