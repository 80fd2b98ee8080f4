using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>XML namespaces of Word documents.</summary>
internal static class WordMarkup
{
    public static readonly XNamespace W = OfficeNames.W;
    public static readonly XNamespace W14 = OfficeNames.W14;
    public static readonly XNamespace R = OfficeNames.R;
    public static readonly XNamespace M = OfficeNames.M;
    public static readonly XNamespace C = OfficeNames.C;
    public static readonly XNamespace Dgm = OfficeNames.Dgm;
    public static readonly XNamespace A = OfficeNames.A;
    public static readonly XNamespace Wp = OfficeNames.Wp;
    public static readonly XNamespace Mc = OfficeNames.Mc;
    public static readonly XNamespace V = OfficeNames.V;
    public static readonly XNamespace O = OfficeNames.O;

    public static string? Val(this XElement? element) => element?.Attribute(W + "val")?.Value;

    /// <summary>Whether a switch (CT_OnOff) is present and not off.</summary>
    public static bool IsOn(this XElement? element) => element is not null && element.Val() is not ("0" or "false" or "off");
}
