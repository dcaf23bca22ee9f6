using System.Collections.Generic;

namespace Bolt.Shared;

/// <summary>How many texts one value is made of.</summary>
internal enum TextShape
{
    One,

    /// <summary>An array with one element per text.</summary>
    Array,

    /// <summary><c>StringValues</c>.</summary>
    Values,
}
