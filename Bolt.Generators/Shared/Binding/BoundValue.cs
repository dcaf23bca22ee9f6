using System.Collections.Generic;

namespace Bolt.Shared;

/// <summary>A value with the number of its local; <paramref name="Member"/> is null for a parameter of the handler itself.</summary>
internal readonly record struct BoundValue(ParameterModel Model, int Index, MemberModel? Member);
