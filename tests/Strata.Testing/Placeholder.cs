namespace Strata.Testing;
