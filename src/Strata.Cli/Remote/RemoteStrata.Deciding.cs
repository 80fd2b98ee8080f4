using System.Text.Json.Nodes;

namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata { }
