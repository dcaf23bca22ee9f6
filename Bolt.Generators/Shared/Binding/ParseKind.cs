using System.Collections.Generic;

namespace Bolt.Shared;

/// <summary>How text becomes the parameter's value.</summary>
internal enum ParseKind
{
    /// <summary>It is text.</summary>
    None,

    /// <summary><c>IParsable&lt;T&gt;</c>.</summary>
    Parsable,
    Enum,
    Uri,

    /// <summary>A static <c>TryParse(string, out T)</c> of its own.</summary>
    TryParse,

    /// <summary>A static <c>TryParse(string, IFormatProvider, out T)</c> of its own.</summary>
    TryParseFormat,
}
