namespace Strata.Schemas;

/// <summary>Two entities that both have the field and differ in it are two things, whatever else agrees.</summary>
/// <param name="Days">
/// Only dates that are further apart than so many days differ; null: values that differ once they are normalised.
/// </param>
public sealed record FieldDistinction(int? Days);
