using Microsoft.Extensions.Logging;

namespace Strata.Accounts;

/// <summary>What is logged of usage. Not whose: the users' audit logs say that, and <c>strata users list --usage</c>.</summary>
internal static partial class UsageLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A user has used 80 % of the {Quota} quota; strata users list --usage shows who")]
    public static partial void Near(ILogger logger, string quota);
}
