using Strata.Server.Documents;
using Strata.Server.Entities;
using Strata.Server.Operations;
using Strata.Server.Schemas;
using Strata.Server.Search;
using Strata.Server.Sources;

namespace Strata.Server.Mcp;

/// <summary>All tools, in the order of the list.</summary>
internal static class Tools
{
    public static IEnumerable<StrataTool> All(bool localFiles) =>
        [
            .. SearchTools.All,
            .. EntityTools.All,
            .. SourceTools.All(localFiles),
            .. OperationTools.Of(typeof(DocumentsModule)),
            .. DocumentTools.All,
            .. StructuredTools.All,
            .. DecisionTools.All,
            .. OperationTools.Of(typeof(DuplicatesModule)),
            .. OperationTools.Of(typeof(SchemasModule)),
            .. OperationTools.Of(typeof(PromotionsModule)),
            .. SchemaTools.All,
            .. OperationTools.Of(typeof(UsageModule)),
            .. OperationTools.Of(typeof(VerificationModule)),
        ];
}
