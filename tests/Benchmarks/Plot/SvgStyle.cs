namespace Benchmarks.Plot;

/// <summary>How charts look. A picture in a page knows nothing of the page, but whether the reader's screen is light or dark; it brings its own ground.</summary>
internal static class SvgStyle
{
    /// <summary>So many lines have colours of their own.</summary>
    public const int Colours = 4;

    public const string Css = """
        text { font: 12px system-ui, sans-serif; fill: #24292f }
        .title { font-size: 15px; font-weight: 600 }
        .value { font-size: 11px; stroke: #ffffff; stroke-width: 3px; paint-order: stroke }
        .ground { fill: #ffffff } .axis { stroke: #57606a } .mark { stroke: #d0d7de }
        .line { fill: none; stroke-width: 2 } .dot { stroke: none }
        .s0 { stroke: #0550ae } .f0 { fill: #0550ae } .s1 { stroke: #b35900 } .f1 { fill: #b35900 }
        .s2 { stroke: #1a7f37 } .f2 { fill: #1a7f37 } .s3 { stroke: #8250df } .f3 { fill: #8250df }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3 } .value { stroke: #0d1117 }
          .ground { fill: #0d1117 } .axis { stroke: #9198a1 } .mark { stroke: #30363d }
          .s0 { stroke: #79c0ff } .f0 { fill: #79c0ff } .s1 { stroke: #ffa657 } .f1 { fill: #ffa657 }
          .s2 { stroke: #7ee787 } .f2 { fill: #7ee787 } .s3 { stroke: #d2a8ff } .f3 { fill: #d2a8ff }
        }
        """;
}
