using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bolt.Shared;

/// <summary>How the call has to be written for C# to choose the handler among the methods of its name.</summary>
internal enum CallForm
{
    /// <summary>C# would call another method, or does not know which.</summary>
    Impossible,

    /// <summary>With the arguments as they are.</summary>
    Plain,

    /// <summary>With <c>in</c> in front of those that the handler takes so, since an overload takes them by value.</summary>
    WithIn,
}
