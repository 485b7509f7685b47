// What ids are ids of: an `ID<Seat>` cannot be passed for an `ID<Body>`. These types have no values; what is known of a
// seat is in rows and answers. Items of an agenda, polling points and promises have types of their own.

/// An election, of persons or of projects.
public enum Election {}

/// A council or another body.
public enum Body {}

/// A seat of a body.
public enum Seat {}

/// A meeting of a body.
public enum Meeting {}

/// A resolution of a body.
public enum Resolution {}

/// An organisation of the register.
public enum Organisation {}

/// A mandate of an organisation.
public enum Mandate {}

/// A person, by pseudonym.
public enum Person {}

/// A civic volunteer, by pseudonym.
public enum Volunteer {}

/// A project in which volunteers work.
public enum VolunteerProject {}

/// A proposal of citizens.
public enum CitizenProposal {}

/// A citizenship agreement.
public enum Agreement {}

/// What a guardian consents to.
public enum ConsentPurpose {}

/// An office of the administration.
public enum Office {}

/// A transcription of what is on paper.
public enum Transcription {}

/// What somebody owes by a day.
public enum Duty {}

/// A key that a person signs with.
public enum PersonKey {}
