using Microsoft.Extensions.Logging;

namespace Strata.Accounts;

/// <summary>Logs usage without user names: those are in the audit logs and <c>strata users list --usage</c>.</summary>
internal static partial class UsageLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A user has used 80 % of the {Quota} quota; strata users list --usage shows who")]
    public static partial void Near(ILogger logger, string quota);
}
