using Strata.Operations;

namespace Strata.Erasure;

/// <summary>Removing a part of what a user has, for good.</summary>
public static partial class ErasureModule
{
    internal static readonly StoredTable[] Tables =
    [
        new(32, "part_erasures", "erasure_no", "erasure_no integer, scope text, content_key blob, receipt text, lifted_no integer")
        {
            Since = 25,
        },
        new(33, "erased_contents", "erasure_no, source_no", "erasure_no integer, source_no integer, hash blob") { Since = 25 },
        new(34, "erased_rows", "kind, first_no", "kind integer, first_no integer, last_no integer, erasure_no integer") { Since = 25 },
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="ErasureModule"/>
        public ErasureArea Erasures => new(strata);
    }
}

/// <inheritdoc cref="ErasureModule"/>
public readonly partial record struct ErasureArea(IStrata Strata);
