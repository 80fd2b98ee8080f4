namespace Strata.Schemas;

/// <summary>Entities that both have the field and differ in it are different, whatever else agrees.</summary>
/// <param name="Days">Dates differ only if further apart than this; null: values differ if their normalised forms do.</param>
public sealed record FieldDistinction(int? Days);
