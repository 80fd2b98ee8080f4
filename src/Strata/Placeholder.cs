namespace Strata;
