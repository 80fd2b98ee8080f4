namespace Strata.Server.Mcp;

/// <summary>Output schemas of tools. They name only the fields an agent acts on, to keep the list small; results may hold more.</summary>
internal static class OutputSchemas
{
    public const string Entity = """
        {"type":"object","properties":{"entity_id":{"type":"string"},"entity_type":{"type":"string"},"title":{"type":"string"},"state":{"type":"string"},"merged_into":{"type":"string"},"fields":{"type":"object"},"seq":{"type":"integer"},"provenance":{"type":"object"},"conflicts":{"type":"array"}},"required":["entity_id","entity_type","state","fields","seq"]}
        """;

    public const string Page = """
        {"type":"object","properties":{"items":{"type":"array"},"next_cursor":{"type":"string"}},"required":["items"]}
        """;

    public const string List = """
        {"type":"object","properties":{"items":{"type":"array"}},"required":["items"]}
        """;

    public const string Found = """
        {"type":"object","properties":{"items":{"type":"array"},"incomplete":{"type":"string"}},"required":["items"]}
        """;

    public const string Ingested = """
        {"type":"object","properties":{"source_id":{"type":"string"},"digest":{"type":"string"},"media_type":{"type":"string"},"byte_size":{"type":"integer"},"deduplicated":{"type":"boolean"},"run":{"type":"object","properties":{"run_id":{"type":"string"},"status":{"type":"string"},"entities":{"type":"array"},"entity_count":{"type":"integer"},"unknown_field_count":{"type":"integer"},"errors":{"type":"array"}}}},"required":["source_id","digest","deduplicated"]}
        """;

    /// <summary>Shorter than that of ingest, which agents have read before.</summary>
    public const string Reinterpreted = """
        {"type":"object","properties":{"source_id":{"type":"string"},"run":{"type":"object"}},"required":["source_id"]}
        """;

    public const string RunState = """
        {"type":"object","properties":{"run_id":{"type":"string"},"source_id":{"type":"string"},"status":{"type":"string"},"observation_count":{"type":"integer"},"entity_count":{"type":"integer"},"errors":{"type":"array"}},"required":["run_id","status"]}
        """;

    public const string Stored = """
        {"type":"object","properties":{"source_id":{"type":"string"},"run_id":{"type":"string"},"entities":{"type":"array","items":{"type":"object","properties":{"entity_id":{"type":"string"},"observation_id":{"type":"string"},"created":{"type":"boolean"},"entity_state":{"type":"string"},"unknown_fields":{"type":"array"}}}}},"required":["source_id","run_id","entities"]}
        """;

    public const string Decision = """
        {"type":"object","properties":{"id":{"type":"string"},"kind":{"type":"string"},"seq":{"type":"integer"},"entity":{"type":"object"}},"required":["id","kind","seq"]}
        """;

    public const string Provenance = """
        {"type":"object","properties":{"field":{"type":"string"},"value":{},"observation_id":{"type":"string"},"class":{"type":"string"},"observed_at":{"type":"string"},"source_id":{"type":"string"},"run_id":{"type":"string"},"locator":{"type":"object"},"quote":{"type":"string"},"quote_verified":{"type":"boolean"},"contributions":{"type":"array"}},"required":["field","value","observation_id","class"]}
        """;

    public const string Source = """
        {"type":"object","properties":{"source_id":{"type":"string"},"digest":{"type":"string"},"file_name":{"type":"string"},"media_type":{"type":"string"},"byte_size":{"type":"integer"},"observed_at":{"type":"string"},"runs":{"type":"array"}},"required":["source_id","digest","media_type","byte_size"]}
        """;

    public const string Content = """
        {"type":"object","properties":{"source_id":{"type":"string"},"media_type":{"type":"string"},"byte_size":{"type":"integer"},"offset":{"type":"integer"},"length":{"type":"integer"},"text":{"type":"string"},"content_base64":{"type":"string"},"next_offset":{"type":"integer"}},"required":["source_id","byte_size","offset","length"]}
        """;

    public const string Reconstructed = """
        {"type":"object","properties":{"report":{"type":"object","properties":{"digest":{"type":"string"},"identical":{"type":"boolean"},"changes":{"type":"array"}}},"text":{"type":"string"},"content_base64":{"type":"string"}},"required":["report"]}
        """;

    public const string Usage = """
        {"type":"object","properties":{"plan":{"type":"string"},"month":{"type":"string"},"storage":{"type":"object"},"interpretations":{"type":"object"},"warnings":{"type":"array"}},"required":["plan","month","storage","interpretations"]}
        """;

    public const string Relationship = """
        {"type":"object","properties":{"relationship_id":{"type":"string"},"type":{"type":"string"},"from":{"type":"string"},"to":{"type":"string"}},"required":["relationship_id","type","from","to"]}
        """;

    public const string Neighborhood = """
        {"type":"object","properties":{"entities":{"type":"array"},"relationships":{"type":"array"},"truncated":{"type":"boolean"}},"required":["entities","relationships","truncated"]}
        """;

    public const string Fragments = """
        {"type":"object","properties":{"entity_type":{"type":"string"},"fields":{"type":"array","items":{"type":"object"}}},"required":["entity_type","fields"]}
        """;

    public const string Promotion = """
        {"type":"object","properties":{"promotion_id":{"type":"string"},"state":{"type":"string"},"to_type":{"type":"string"},"version":{"type":"integer"},"fields":{"type":"array"},"observations":{"type":"integer"}},"required":["promotion_id","state"]}
        """;

    public const string Rebuilt = """
        {"type":"object","properties":{"changed":{"type":"integer"}}}
        """;

    public const string Verified = """
        {"type":"object","properties":{"ok":{"type":"boolean"},"faults":{"type":"array"},"state_hash":{"type":"string"}},"required":["ok"]}
        """;

    public const string Difference = """
        {"type":"object","properties":{"changes":{"type":"array"}},"required":["changes"]}
        """;

    public const string Schema = """
        {"type":"object","properties":{"entity_type":{"type":"string"},"version":{"type":"integer"},"active":{"type":"boolean"},"active_version":{"type":"integer"},"schema":{"type":"object"}},"required":["entity_type","version","active"]}
        """;
}
