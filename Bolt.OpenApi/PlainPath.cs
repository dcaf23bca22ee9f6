using System;
using System.Linq;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Bolt.OpenApi;

/// <summary>A path as the document has it: without constraints and defaults.</summary>
internal static class PlainPath
{
    public static string Of(string path)
    {
        // Nothing to leave out, and parsing costs more than all else that is said of an operation.
        if (path.AsSpan().IndexOfAny(":=?*") < 0)
        {
            return path;
        }

        try
        {
            return "/" + string.Join('/', RoutePatternFactory.Parse(path).PathSegments.Select(static s => string.Concat(s.Parts.Select(static p => p switch
            {
                RoutePatternLiteralPart literal => literal.Content,
                RoutePatternSeparatorPart separator => separator.Content,
                RoutePatternParameterPart parameter => "{" + parameter.Name + "}",
                _ => "",
            }))));
        }
        catch (RoutePatternException)
        {
            return path;
        }
    }
}
