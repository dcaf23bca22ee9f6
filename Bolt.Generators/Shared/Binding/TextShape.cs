using System.Collections.Generic;

namespace Bolt.Shared;

/// <summary>How many strings one value is made of.</summary>
internal enum TextShape
{
    One,

    /// <summary>An array with one element per string.</summary>
    Array,

    /// <summary><c>StringValues</c>.</summary>
    Values,
}
