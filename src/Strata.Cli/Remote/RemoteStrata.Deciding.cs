namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata { }
