namespace Strata.Parsing;
