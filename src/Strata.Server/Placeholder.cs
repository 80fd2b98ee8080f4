namespace Strata.Server;
