using System;

namespace Bolt.Revocation;

/// <summary>Which store was added, for checks at start that must not create it.</summary>
internal sealed record RevocationStoreType(Type Type);
