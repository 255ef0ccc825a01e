namespace LrpFunctional.Formats.Hdf5;

/// <summary>One of the messages that an object's header is made of.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="At">Its first byte in the file.</param>
/// <param name="Shared">Whether it only says where the message is.</param>
internal sealed record Hdf5Message(Hdf5MessageKind Kind, long At, bool Shared);
