using Strata.Operations;

namespace Strata.SqlQueries;

/// <summary>SQL over what stands.</summary>
public static partial class SqlModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="SqlModule"/>
        public SqlArea Sql => new(strata);
    }
}

/// <inheritdoc cref="SqlModule"/>
public readonly partial record struct SqlArea(IStrata Strata);
