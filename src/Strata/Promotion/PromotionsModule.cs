using Strata.Operations;

namespace Strata.Promotion;

/// <summary>Fragments that become fields of a schema, and observations of all earlier inputs.</summary>
public static partial class PromotionsModule
{
    internal static readonly Type[] Jobs = [typeof(PromotionJob)];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="PromotionsModule"/>
        public PromotionsArea Promotions => new(strata);
    }
}

/// <inheritdoc cref="PromotionsModule"/>
public readonly partial record struct PromotionsArea(IStrata Strata);
